"""What anyone may see of contact data tells the owner enough and others too little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.privacy import mask_address, mask_name, mask_phone


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13912341234", "139****1234"),
        ("+86 139 1234 1234", "139****1234"),
        ("１３９１２３４１２３４", "139****1234"),
        ("0537-5213456", "0537-****456"),
        ("(010) 6234 5678 转 801", "010-****678"),
        ("400-800-1234", "400****234"),
        ("+852 5123 4567", "+852****567"),
        ("12345", "12345"),
        ("0531-12345", "0531-12345"),
        ("661234", "****34"),
        ("打我手机", "****"),
        ("", ""),
        ("139****1234", "139****1234"),
    ],
)
def test_a_phone_is_masked(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张**"),
        ("张小三丰", "张**"),
        ("欧阳修", "欧阳**"),
        ("诸葛孔明", "诸葛**"),
        ("司马", "司**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("John Smith", "J**"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_family_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("甲省乙市丙区丁街道大坎村3号楼2单元101", "甲省乙市丙区丁街道大坎村**"),
        ("乙市市中区阜桥街道吴泰闸路幸福小区三号楼", "乙市市中区阜桥街道**"),
        ("龙泉镇 文峰社区　二组张三家", "龙泉镇文峰社区**"),
        ("丁街道太平东路2511号市委大院", "丁街道**"),
        ("绿地小区三栋", "**"),
        ("幸福路12号", "**"),
        ("12号大坎村", "**"),
        ("大坎村", "大坎村"),
        ("", ""),
    ],
)
def test_an_address_goes_down_to_the_village(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True))
def test_at_most_seven_digits_of_a_mobile_number_are_shown(phone: str) -> None:
    assert sum(character.isdigit() for character in mask_phone(phone)) <= 7


@given(st.text(max_size=30))
def test_no_digit_of_an_address_is_shown(address: str) -> None:
    assert not any(character.isdecimal() for character in mask_address(address))
