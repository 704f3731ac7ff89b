// A screen on a wall keeps itself up to date. What can't be fetched leaves the last numbers standing, with their time;
// what may no longer be seen goes. Without this module the page's own refresh does the same.

const renew = async () => {
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store" });
  } catch {
    return;
  }
  if (answer.status === 429 || answer.status >= 500) return;
  if (!answer.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(page.querySelector("main"));
};

setInterval(renew, Number(document.body.dataset.renew) * 1000);
