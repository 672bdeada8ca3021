package chat.adapter.web.page;

import chat.adapter.web.asset.Asset;

/**
 * A page as it is sent.
 *
 * @param policy what a browser is to let it do
 */
record Page(Asset html, String policy) {}
