// Tells the form which time zone this device is in; without it the account begins with UTC.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("input[data-time-zone]")) input.value ||= zone || "";
