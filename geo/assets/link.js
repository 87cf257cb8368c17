// Between the page and the map's frame: tells the app what was clicked on the map and where it was moved to, sends the map to a place
// that was chosen elsewhere, and copies the address. The map's frame has the page's own origin; other senders are not listened to.
const MOVE_MS = 600;

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const frames = () => [...document.querySelectorAll('iframe[title*="st_folium"]')].map((f) => f.contentWindow);
  let button = parentElement.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    const note = document.createElement("small");
    note.setAttribute("role", "status");
    parentElement.append(button, note);
  }
  const note = parentElement.querySelector("small");
  note.textContent = data.copy ? data.words.note : "";
  const memory = (button.memory ??= { asked: data.ask, at: data.at });
  memory.data = data;
  button.textContent = data.words.copy;
  button.hidden = !data.copy;

  const address = () => {
    const url = new URL(window.location.href);
    if (memory.at) url.searchParams.set("at", memory.at);
    return url.href;
  };
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(address()); button.textContent = data.words.copied; }
    catch { window.prompt(data.words.copy, address()); } // clipboards are for secure pages only
    setTimeout(() => { button.textContent = memory.data.words.copy; }, 2000);
  };

  if (data.ask !== memory.asked) {
    memory.asked = data.ask;
    if (data.go) frames().forEach((f) => f.postMessage({ jjj: "go", ...data.go }, window.location.origin));
  }

  if (data.arm || memory.armed) frames().forEach((f) => f.postMessage({ jjj: "arm", on: data.arm }, window.location.origin));
  if (data.arm && !memory.armed) document.querySelector('iframe[title*="st_folium"]')?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  memory.armed = data.arm;

  let timer;
  const listen = (event) => {
    const said = event.data;
    if (event.origin !== window.location.origin || !said || !said.jjj || !frames().includes(event.source)) return;
    if (said.jjj === "drawn") event.source.JJJHeard = true;
    if (said.jjj === "pick") setTriggerValue("picked", { ...said.what, click: Date.now() });
    if (said.jjj === "view") {
      memory.at = `${said.zoom},${said.at[0]},${said.at[1]}`;
      clearTimeout(timer);
      timer = setTimeout(() => setStateValue("at", memory.at), MOVE_MS);
    }
  };
  window.addEventListener("message", listen);
  frames().forEach((frame) => {
    frame.JJJHeard = true;
    if (frame.JJJWaiting) setTriggerValue("picked", { ...frame.JJJWaiting, click: Date.now() });
    frame.JJJWaiting = null;
  });
  return () => { clearTimeout(timer); window.removeEventListener("message", listen); };
}
