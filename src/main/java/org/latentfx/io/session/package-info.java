/** A whole session as one file, and the folder in which runs are kept that are in none. */
@NullMarked
package org.latentfx.io.session;

import org.jspecify.annotations.NullMarked;
