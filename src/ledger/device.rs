//! Which device this is: the first eight hex digits of a hash of the machine's id and the user, so
//! that no file is written by two machines and none of them is named.

use crate::model::id::sha256;

/// The device's name in the names of seal files.
pub fn device() -> String {
    let machine = machine_id().unwrap_or_else(host);
    sha256(format!("{machine}\n{}", user()).as_bytes())[..8].to_owned()
}

/// The name of this computer, for people.
pub fn host() -> String {
    let told = || std::env::var("COMPUTERNAME").ok();
    let asked = || {
        #[cfg(unix)]
        return rustix::system::uname()
            .nodename()
            .to_str()
            .ok()
            .map(str::to_owned);
        #[cfg(not(unix))]
        return None;
    };
    told()
        .or_else(asked)
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "this computer".into())
}

fn machine_id() -> Option<String> {
    ["/etc/machine-id", "/var/lib/dbus/machine-id"]
        .into_iter()
        .filter_map(|path| super::bounded::word_file(path.as_ref()).ok())
        .map(|text| text.trim().to_owned())
        .find(|id| id.len() >= 16)
}

fn user() -> String {
    #[cfg(unix)]
    return rustix::process::getuid().as_raw().to_string();
    #[cfg(not(unix))]
    return std::env::var("USERNAME").unwrap_or_default();
}
