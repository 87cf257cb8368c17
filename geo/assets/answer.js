// Hands the gazetteer's answer to the search box, which has far more to hold than the answer and needn't be sent anew with each.
export default function (component) {
  window.dispatchEvent(new CustomEvent("jjj-answer", { detail: component.data }));
}
