const ada = document.querySelector('#ada');
const chat = document.querySelector('seaway-chat');

ada.checked = chat.hasAttribute('identity');
ada.addEventListener('change', async () => {
  const answer = await fetch(ada.checked ? '/sign-in' : '/sign-out', { method: 'POST' });
  const { identity } = await answer.json();
  if (identity) window.seaway.identify(identity);
  else window.seaway.logout();
});

document.querySelector('#ask').addEventListener('click', () => window.seaway.open());
