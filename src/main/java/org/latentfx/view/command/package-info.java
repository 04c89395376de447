/** The one table of everything that can be done: menus, keys, the list of keys and the finder are made from it. */
@NullMarked
package org.latentfx.view.command;

import org.jspecify.annotations.NullMarked;
