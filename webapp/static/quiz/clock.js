// The clock of a quiz. Time is the server's: what this device's own clock shows plays no part.

const head = document.getElementById("quiz");
const WARNINGS = [[300, "5 minutes left"], [60, "1 minute left"], [30, "30 seconds left"]];

function run() {
  const part = (id) => document.getElementById(id);
  const opened = performance.getEntriesByType("navigation")[0]?.responseStart ?? 0; // when the page was on its way
  let offset = Number(head.dataset.now) - opened; // of the server's time from performance.now()
  let deadline = Number(head.dataset.deadline) || null;
  let timer = 0, done = false, last = Infinity;

  const left = () => deadline - (performance.now() + offset);

  function shown(seconds) {
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const two = (number) => String(number).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
  }

  function tick() {
    clearTimeout(timer);
    if (!deadline || done) return;
    const ms = left(), seconds = Math.max(0, Math.ceil(ms / 1000));
    const days = seconds >= 86400; // then the date says more
    part("left").hidden = days;
    part("until").hidden = !days;
    part("left").textContent = shown(seconds);
    warn(seconds);
    last = seconds;
    if (ms > 0) timer = setTimeout(tick, Math.min(ms - (seconds - 1) * 1000, 60000));
    else {
      done = true;
      document.dispatchEvent(new CustomEvent("quiz:over"));
    }
  }

  // Said once as time passes the mark; shown from then on.
  function warn(seconds) {
    const now = WARNINGS.findLast(([at]) => seconds <= at);
    head.classList.toggle("last-minute", Boolean(now) && now[0] < 300);
    part("warning").hidden = !now;
    part("warning").textContent = !now ? "" : seconds > 0 ? `less than ${now[1].replace(" left", "")} left` : "time is up";
    if (now && last > now[0] && last !== Infinity) part(now[0] < 300 ? "alarm" : "said").textContent = now[1];
  }

  document.addEventListener("quiz:time", ({ detail }) => {
    if (detail.now) {
      const measured = detail.now + detail.trip / 2 - performance.now();
      if (Math.abs(measured - offset) > detail.trip / 2 + 50) offset = measured; // less is the line's doing
    }
    if (detail.timing !== undefined) part("timing").textContent = detail.timing;
    if (detail.until !== undefined && part("until")) part("until").textContent = `until ${detail.until}`;
    if (detail.deadline && detail.deadline !== deadline) {
      const more = Math.round((detail.deadline - deadline) / 60000);
      if (deadline && more > 0) part("said").textContent = `You have been given ${more} more ${more === 1 ? "minute" : "minutes"}.`;
      deadline = detail.deadline;
      head.dataset.deadline = deadline;
      done = false;
      last = Infinity;
    }
    tick();
  });
  document.addEventListener("visibilitychange", tick);
  if (deadline) tick();
}

if (head) run();
