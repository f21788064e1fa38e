"""Settings that are not there say what to do."""

from pathlib import Path

import pytest

from povlib.errors import ParamsError
from povlib.params import LessonLabels, read_yaml


def test_settings_looked_for_outside_the_projects_folder_say_where_to_stand(tmp_path):
    with pytest.raises(ParamsError, match=r"โฟลเดอร์ของโครงการ.*--params"):
        read_yaml(tmp_path / "params" / "lessons" / "labels.yml", LessonLabels)


def test_a_name_that_is_nearly_right_is_offered():
    with pytest.raises(ParamsError, match=r"labels\.yml"):
        read_yaml(Path("params") / "lessons" / "lables.yml", LessonLabels)
