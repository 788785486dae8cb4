"""Other players become quieter while the voice speaks, and as loud as they were: also after a crash."""

import json

import pytest

from backtimer.desktop.other_players import LOWERED, OtherPlayers, lower, restore
from tests.desktop.machines import FakePlayers

MUSIC, FILM = "org.mpris.MediaPlayer2.music", "org.mpris.MediaPlayer2.film"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "some" / "lowered.json"


def test_all_that_play_become_quieter_and_loud_again(file):
    players = FakePlayers({MUSIC: 0.8, FILM: 0.4})
    lower(players, file)
    assert players.volumes == {MUSIC: 0.8 * LOWERED, FILM: 0.4 * LOWERED}
    restore(players, file)
    assert players.volumes == {MUSIC: 0.8, FILM: 0.4}
    assert not file.exists()


def test_it_is_noted_before_anything_is_done(file):
    class Crash(FakePlayers):
        def set_volume(self, name, volume):  # noqa: ARG002
            assert json.loads(file.read_text()) == {MUSIC: 0.8}
            raise RuntimeError

    with pytest.raises(RuntimeError):
        lower(Crash({MUSIC: 0.8}), file)


def test_after_a_crash_the_next_run_makes_them_loud_again(file):
    players = FakePlayers({MUSIC: 0.8})
    lower(players, file)
    others = OtherPlayers(file, players)
    others.mend()
    others.close()
    assert players.volumes == {MUSIC: 0.8}
    assert not file.exists()


def test_lowered_twice_is_not_lowered_more_and_the_first_volume_counts(file):
    players = FakePlayers({MUSIC: 0.8})
    lower(players, file)
    players.volumes[FILM] = 1.0
    lower(players, file)
    restore(players, file)
    assert players.volumes == {MUSIC: 0.8, FILM: 1.0}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"other": 0.5}', f'{{"{MUSIC}": "loud"}}', f'{{"{MUSIC}": 7}}'])
def test_a_damaged_note_makes_nobody_loud(file, text):
    file.parent.mkdir()
    file.write_text(text)
    players = FakePlayers({MUSIC: 0.2})
    restore(players, file)
    assert players.asked == []
    assert not file.exists()


def test_in_a_thread_of_its_own_orders_are_done_in_turn_and_all_are_loud_at_the_end(file):
    players = FakePlayers({MUSIC: 0.8})
    others = OtherPlayers(file, players)
    for order in (True, False, True):
        others.lower(order)
    others.close()
    assert [volume for _, volume in players.asked] == [0.8 * LOWERED, 0.8, 0.8 * LOWERED, 0.8]


def test_where_nobody_plays_nothing_is_written(file):
    lower(FakePlayers({}), file)
    assert not file.exists()


def test_without_a_note_nothing_is_started(file):
    others = OtherPlayers(file, FakePlayers({}))
    others.mend()
    others.close()
    assert others._thread is None
