/** Where panels stand in the window, and how large they are drawn. */
@NullMarked
package org.latentfx.view.window.place;

import org.jspecify.annotations.NullMarked;
