"""Whether phones will find the laptop: its ports, its addresses, and what a firewall may ask."""

import errno
import ipaddress
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from kiosk.addresses import adapters, lan_addresses
from kiosk.config import USUAL_HTTPS_PORT
from kiosk.preflight.asked import Asked
from kiosk.preflight.finding import Finding, good, look, mend

_UFW = Path("/etc/ufw/ufw.conf")
_FIREWALL = {
    "win32": (
        "Windows hỏi tường lửa cho Python ở lần khởi động đầu; chương trình này không xem được đã trả lời thế nào.",
        "Xin đánh dấu cả mạng riêng và mạng công cộng rồi bấm Cho phép truy cập; sửa lại ở Bảo mật Windows, mục Tường lửa và "
        "bảo vệ mạng, Cho phép ứng dụng qua tường lửa, dòng Python.",
    ),
    "darwin": (
        "macOS hỏi có cho Python nhận kết nối đến không; chương trình này không xem được đã trả lời thế nào.",
        "Xin chọn Cho phép; sửa lại ở Cài đặt hệ thống, Mạng, Tường lửa.",
    ),
}


def http_port(asked: Asked) -> Finding:
    port = asked.config.port
    return judge_port(port, "--port", why_not(port))


def https_port(asked: Asked) -> Finding:
    port = asked.config.https_port
    if port is None or asked.config.tls_cert:
        return good("Không mở thêm cổng https nào bên cạnh.")
    return judge_port(port, "--https-port", why_not(port))


def why_not(port: int) -> OSError | OverflowError | None:
    """Why the kiosk could not listen there, None where it could."""
    try:
        with socket.create_server(("0.0.0.0", port)):
            return None
    except (OSError, OverflowError) as problem:
        return problem


def judge_port(port: int, option: str, problem: OSError | OverflowError | None) -> Finding:
    if isinstance(problem, OverflowError):
        return mend(f"Không máy nào có cổng {port}.", "Xin ghi một số từ 0 đến 65535.")
    if problem is None:
        return good(f"Cổng {port} còn trống." if port else "Chương trình sẽ tự chọn một cổng còn trống.")
    why = (
        "đang có chương trình khác dùng, có thể là Hòm Phiếu ở một cửa sổ khác"
        if problem.errno == errno.EADDRINUSE
        else "không được phép dùng"
    )
    if port == USUAL_HTTPS_PORT and option == "--https-port":
        return look(f"Cổng {port} {why}.", "Không sao: chương trình sẽ tự chọn cổng khác; địa chỉ hiện ở bàn thư ký.")
    return mend(
        f"Cổng {port} {why}.", f"Xin đóng chương trình kia, hoặc khởi động với {option} 0 để tự chọn cổng khác."
    )


def addresses(asked: Asked) -> Finding:
    return judge_addresses(lan_addresses(), adapters(), asked.config.scheme, asked.config.port)


def judge_addresses(found: list[str], called: Mapping[str, str], scheme: str, port: int) -> Finding:
    """`found`: as `kiosk.addresses.lan_addresses` orders them; `called`: the adapter of each."""
    if not found:
        return mend(
            "Máy chưa nối mạng nào, chỉ thấy chính nó: điện thoại chưa tới được.",
            "Xin nối Wi-Fi của phòng họp, hoặc bật điểm phát sóng, rồi kiểm tra lại tại đó.",
        )
    told = ", ".join(f"{address} ({called[address]})" if called.get(address) else address for address in found)
    if ipaddress.ip_address(found[0]).is_link_local:
        return look(
            f"Máy chỉ có địa chỉ tự đặt {told}: bộ phát Wi-Fi không cấp địa chỉ nào.",
            "Xin nối lại Wi-Fi, hoặc khởi động lại bộ phát, rồi kiểm tra lại.",
        )
    where = f"{scheme}://{found[0]}" + (f":{port}" if port else "")
    return good(
        f"Điện thoại sẽ thấy máy ở: {told}.",
        f"Xin thử một điện thoại ở cùng mạng khi chương trình đang chạy: mở {where}.",
    )


def firewall(asked: Asked) -> Finding:
    if asked.platform in _FIREWALL:
        return look(*_FIREWALL[asked.platform])
    ports = [port for port in (asked.config.port, asked.config.https_port) if port]
    return judge_linux_firewall(ports, _ufw_is_on(), shutil.which("firewall-cmd") is not None)


def _ufw_is_on() -> bool:
    try:
        return "ENABLED=yes" in _UFW.read_text().splitlines()
    except (OSError, UnicodeDecodeError):
        return False


def judge_linux_firewall(ports: list[int], ufw: bool, firewalld: bool) -> Finding:
    """Both can be on a machine; who runs one of them by hand knows it."""
    if ufw:
        opened = ",".join(map(str, ports)) or "CỔNG"
        return look("Tường lửa ufw đang bật.", f"Xin mở cổng nếu chưa mở: sudo ufw allow {opened}/tcp")
    if firewalld:
        opened = " ".join(f"--add-port={port}/tcp" for port in ports) or "--add-port=CỔNG/tcp"
        return look("Máy có tường lửa firewalld.", f"Xin mở cổng nếu nó đang chạy: sudo firewall-cmd {opened}")
    return good("Không thấy ufw hay firewalld; luật tự viết của iptables hay nftables thì không xem được.")
