// Sends the answer to the application; without a script the person does by the button.
'use strict';
document.querySelector('form[data-back]').submit();
