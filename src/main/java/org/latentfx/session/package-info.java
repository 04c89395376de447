/** What the screen shows, as read-only properties and commands; no scene graph. */
@NullMarked
package org.latentfx.session;

import org.jspecify.annotations.NullMarked;
