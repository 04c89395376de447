/** The window that holds all views: its arrangement, bars, messages and theme. Only it knows several features. */
@NullMarked
package org.latentfx.view.window;

import org.jspecify.annotations.NullMarked;
