"""What may go wrong with keys and sealed values; each says what an administrator must do."""

from lianxin.errors import LianxinError
from lianxin.language import Text


class SealingError(LianxinError):
    """A sealed value or a key cannot be used."""

    code = "SEALING_ERROR"


class UnknownKey(SealingError):
    code = "KEY_UNKNOWN"

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(
            Text(
                f"没有密钥 {key_id}，用它加密的数据无法解读；若非有意销毁，请从备份恢复密钥",
                f"there is no key {key_id}, so what it sealed cannot be read; "
                "unless it was destroyed on purpose, restore it from the backup of the keys",
            )
        )


class BrokenSeal(SealingError):
    code = "SEAL_BROKEN"
    message = Text(
        "加密数据已被改动或损坏，请从备份恢复这条记录",
        "a sealed value was altered or damaged; restore the record from a backup",
    )


class MasterKeyMissing(SealingError):
    code = "MASTER_KEY_MISSING"
    message = Text(
        "未设置主密钥，请在环境变量 LIANXIN_MASTER_KEY 中给出 32 字节的 Base64",
        "there is no master key; set LIANXIN_MASTER_KEY to 32 bytes in Base64",
    )


class MasterKeyLost(MasterKeyMissing):
    """A new one would open nothing of what is there."""

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(
                f"主密钥文件 {path} 不在了：请从备份恢复，或在 LIANXIN_MASTER_KEY 中给出原来的主密钥",
                f"the master key {path} is gone; restore it from a backup, or set "
                "LIANXIN_MASTER_KEY to the key as it was",
            )
        )


class MasterKeyInvalid(SealingError):
    code = "MASTER_KEY_INVALID"
    message = Text(
        "主密钥格式不对，应为 32 字节的 Base64（44 个字符）",
        "the master key is malformed; it must be 32 bytes in Base64 (44 characters)",
    )


class MasterKeyExposed(SealingError):
    code = "MASTER_KEY_EXPOSED"

    def __init__(self, path: str) -> None:
        super().__init__(
            Text(
                f"其他用户可读取主密钥文件，请运行 chmod 600 {path}",
                f"other users can read the master key; run chmod 600 {path}",
            )
        )


class MasterKeyWrong(SealingError):
    code = "MASTER_KEY_WRONG"

    def __init__(self, locality: str) -> None:
        super().__init__(
            Text(
                f"主密钥打不开 {locality} 的密钥，请检查 LIANXIN_MASTER_KEY 是否为原来的主密钥",
                f"the master key does not open the keys of {locality}; "
                "check that LIANXIN_MASTER_KEY is the one they were made with",
            )
        )
