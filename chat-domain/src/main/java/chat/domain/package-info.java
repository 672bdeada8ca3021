/** What every feature shares: how a malformed value and an absent store are told. */
@NullMarked
package chat.domain;

import org.jspecify.annotations.NullMarked;
