/** How work gets to other threads and back, and how commands are undone. */
@NullMarked
package org.latentfx.session.concurrent;

import org.jspecify.annotations.NullMarked;
