import './page/view/app.js';
