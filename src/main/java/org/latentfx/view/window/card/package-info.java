/** Cards over the window: help, the list of keys, and the finder of everything. */
@NullMarked
package org.latentfx.view.window.card;

import org.jspecify.annotations.NullMarked;
