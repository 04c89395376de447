/** Readers of the pictures that people bring: whatever the form, the same pictures, labels and notes come out. */
@NullMarked
package org.latentfx.io.data;

import org.jspecify.annotations.NullMarked;
