/** File formats, one class each that reads and writes it. */
@NullMarked
package org.latentfx.io;

import org.jspecify.annotations.NullMarked;
