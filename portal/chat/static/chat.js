"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const words = document.body.dataset;
  const talk = $("talk");
  let persona = sessionStorage.getItem("persona") || "1";
  let last = 0, source = null, recorder = null;
  const cards = new Map();

  const headers = { "X-Samvad-Chat": "1" };
  const query = (more = "") => `as=${encodeURIComponent(persona)}${more}`;
  const make = (tag, cls, text) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    if (text !== undefined) node.textContent = text;
    return node;
  };

  // *bold* is the only markup of our texts; everything else is shown as it stands.
  const styled = (text) => {
    const part = document.createDocumentFragment();
    text.split(/(\*[^*\n]+\*)/).forEach((piece) => {
      const bold = piece.length > 2 && piece.startsWith("*") && piece.endsWith("*");
      part.append(bold ? make("strong", "", piece.slice(1, -1)) : piece);
    });
    return part;
  };

  const clockOf = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

  const draw = (bubble) => {
    if (bubble.id) last = Math.max(last, bubble.id);
    const item = make("li", `bubble ${bubble.from === "you" ? "you" : ""}`);
    (bubble.files || []).forEach((file) => {
      if (file.kind === "photo") { const image = make("img"); image.src = file.url; image.alt = file.name; item.append(image); }
      else if (file.kind === "voice") { const sound = make("audio"); sound.src = file.url; sound.controls = true; item.append(sound); }
      else { const link = make("a", "", `📄 ${file.name || words.file}`); link.href = file.url; item.append(link); }
    });
    if (bubble.preview) { const image = make("img"); image.src = bubble.preview; image.alt = words.sent; item.append(image); }
    else if (bubble.media) item.append(make("em", "", { photo: words.sent, voice: words.voice }[bubble.media] || words.file), make("br"));
    if (bubble.pin) item.append(make("em", "", `📍 ${words.place}`));
    if (bubble.text) item.append(styled(bubble.text));
    if (bubble.link) { const link = make("a", "", bubble.link[0]); link.href = bubble.link[1]; link.rel = "noopener"; item.append(make("br"), link); }
    if (bubble.footer) item.append(make("span", "foot", bubble.footer));
    item.append(make("time", "", clockOf(bubble.at)));
    const old = bubble.card && cards.get(bubble.card);
    if (old) { old.forEach((node) => node.remove()); }
    const nodes = [item];
    talk.append(item);
    if (bubble.from === "us") { const tap = options(bubble); if (tap) { talk.append(tap); nodes.push(tap); } }
    if (bubble.card) cards.set(bubble.card, nodes);
    talk.scrollTop = talk.scrollHeight;
  };

  const options = (bubble) => {
    const all = bubble.options || [];
    if (!all.length && bubble.ask !== "location") return null;
    const row = make("li", "options");
    if (all.length > 3) {
      const open = make("button", "", `☰ ${bubble.list || words.choose}`);
      open.type = "button";
      open.onclick = () => showList(bubble.list || words.choose, all);
      row.append(open);
    } else all.forEach((option) => {
      const button = make("button", "", option.label);
      button.type = "button";
      button.onclick = () => choose(option);
      row.append(button);
    });
    if (bubble.ask === "location") {
      const button = make("button", "", `📍 ${words.place}`);
      button.type = "button"; button.onclick = sendPin; row.append(button);
    }
    return row;
  };

  const showList = (title, all) => {
    $("list-title").textContent = title;
    $("rows").replaceChildren(...all.map((option) => {
      const button = make("button", "", option.label);
      if (option.hint) button.append(make("small", "", option.hint));
      button.type = "button";
      button.onclick = () => { $("list").close(); choose(option); };
      return button;
    }));
    $("list").showModal();
  };

  const post = async (event, bubble) => {
    const now = Date.now();
    draw({ from: "you", at: now, id: 0, ...bubble });
    const body = JSON.stringify({ id: crypto.randomUUID ? crypto.randomUUID() : `${now}-${Math.random()}`, ...event });
    for (let attempt = 0; attempt < 4; attempt++) {
      try {
        const answer = await fetch(`/chat/messages?${query()}`, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body });
        if (answer.ok) { poll(); return; }
        if (answer.status < 500) break;
      } catch { /* the network may come back */ }
      await new Promise((go) => setTimeout(go, 600 * 2 ** attempt));
    }
    $("state").textContent = words.failed;
  };

  const choose = (option) => post({ kind: "choice", option: option.id, text: option.label }, { text: option.label });

  const sendPin = () => {
    const send = (lat, lon) => post({ kind: "pin", lat, lon }, { pin: [lat, lon] });
    const fallback = () => send(20.6333, 82.0667);
    if (!navigator.geolocation) return fallback();
    navigator.geolocation.getCurrentPosition((at) => send(at.coords.latitude, at.coords.longitude), fallback, { timeout: 5000 });
  };

  const upload = async (blob, name) => {
    const form = new FormData();
    form.append("file", blob, name);
    const answer = await fetch(`/chat/media?${query()}`, { method: "POST", headers, body: form }).catch(() => null);
    if (!answer || !answer.ok) { $("state").textContent = words.failed; return; }
    const stored = await answer.json();
    const text = $("words").value.trim(); $("words").value = "";
    const preview = stored.media === "photo" ? URL.createObjectURL(blob) : "";
    post({ kind: "media", ...stored, text }, { media: stored.media, preview, text });
  };

  const record = async () => {
    if (recorder) { recorder.stop(); return; }
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); }
    catch { $("state").textContent = words.nomic; return; }
    const pieces = [];
    recorder = new MediaRecorder(stream);
    recorder.ondataavailable = (event) => pieces.push(event.data);
    recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      const type = recorder.mimeType || "audio/webm"; recorder = null;
      $("voice").setAttribute("aria-pressed", "false");
      upload(new Blob(pieces, { type }), type.includes("ogg") ? "voice.ogg" : "voice.webm");
    };
    $("voice").setAttribute("aria-pressed", "true");
    recorder.start();
  };

  const take = (bubbles) => bubbles.forEach((bubble) => { if (!bubble.id || bubble.id > last) draw(bubble); });

  const poll = async () => {
    try {
      const answer = await fetch(`/chat/history?${query(`&after=${last}`)}`);
      if (answer.ok) take(await answer.json());
    } catch { /* the stream or the next poll will bring it */ }
  };

  const open = async () => {
    if (source) source.close();
    talk.replaceChildren(); cards.clear(); last = 0;
    try { take(await (await fetch(`/chat/history?${query()}`)).json()); } catch { /* shown by the stream's state */ }
    source = new EventSource(`/chat/events?${query(`&after=${last}`)}`);
    source.onopen = () => { $("state").textContent = words.online; };
    source.onerror = () => { $("state").textContent = words.offline; };
    source.onmessage = (event) => take(JSON.parse(event.data));
  };

  const people = async () => {
    const all = await (await fetch("/chat/personas")).json();
    $("persona").replaceChildren(...all.map((one) => {
      const option = make("option", "", one.role === "citizen" ? `${words.citizen} ${one.id}` : one.name);
      option.value = one.id;
      return option;
    }));
    if (!all.some((one) => one.id === persona)) persona = "1";
    $("persona").value = persona;
  };

  $("persona").onchange = () => { persona = $("persona").value; sessionStorage.setItem("persona", persona); open(); };
  $("say").onsubmit = (event) => {
    event.preventDefault();
    const text = $("words").value.trim();
    if (!text) return;
    $("words").value = "";
    post({ kind: "text", text }, { text });
  };
  $("words").onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); $("say").requestSubmit(); } };
  $("file").onchange = () => { const file = $("file").files[0]; if (file) upload(file, file.name); $("file").value = ""; };
  $("pin").onclick = sendPin;
  $("voice").onclick = record;
  people().then(open);
})();
