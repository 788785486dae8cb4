"""What is seen of breaks at the desk: the notice, the break itself, and the week."""
