"""A member of a cluster that runs something else than the command is told by name, with what differs."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from helpers.runner.executors.agreement import FEW, ClusterError, Identity, faults_of, locked_packages, own_identity

HERE = Identity("3.11", "a" * 64, (("numpy", "2.4.0"), ("pandas", "3.1.1")))


def told(answer: Identity | Exception) -> list[tuple[str, str]]:
    return [(fault.place, fault.value) for fault in faults_of({"arbejder tcp://10.0.0.7:4000": answer}, HERE)]


def test_an_equal_member_is_no_fault_though_it_has_more_packages() -> None:
    assert told(HERE) == []
    assert told(replace(HERE, packages=(*HERE.packages, ("colorama", "0.4.6")))) == []


def test_each_difference_is_told_with_its_remedy() -> None:
    other = Identity("3.12", "b" * 64, (("pandas", "2.9.0"),))
    assert told(other) == [
        ("arbejder tcp://10.0.0.7:4000", "kører Python 3.12"),
        ("arbejder tcp://10.0.0.7:4000", "har en anden udgave af Målbars kode (bbbbbbbbbbbb)"),
        ("arbejder tcp://10.0.0.7:4000", "har andre pakker: numpy mangler (her 2.4.0), pandas 2.9.0 (her 3.1.1)"),
    ]
    assert all(fault.rule and fault.remedy for fault in faults_of({"scheduler": other}, HERE))


def test_of_many_packages_the_first_are_named_and_the_others_counted() -> None:
    many = replace(HERE, packages=tuple((f"pakke-{number}", "1") for number in range(FEW + 3)))
    (fault,) = faults_of({"scheduler": replace(HERE, packages=())}, many)
    assert fault.value.endswith("pakke-4 mangler (her 1) og 3 til")


def test_a_member_without_maalbar_cannot_answer() -> None:
    assert told(ModuleNotFoundError("No module named 'helpers'")) == [
        ("arbejder tcp://10.0.0.7:4000", "kan ikke svare (ModuleNotFoundError)")
    ]


def test_the_packages_that_count_are_those_of_the_lock_file() -> None:
    lock = "Babel==2.18.0 \\\n    --hash=sha256:0\nuvicorn[standard]==0.1 ; sys_platform == 'win32'\n# numpy==1\n"
    assert locked_packages(lock) == ("babel", "uvicorn")
    assert own_identity(locked_packages(lock)).packages == (("babel", version("babel")),)


def test_the_exit_code_is_that_of_notebooks() -> None:
    assert ClusterError(()).code == 6
