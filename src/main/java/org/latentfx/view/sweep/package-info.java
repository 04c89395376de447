/** The sheet of a sweep: its form, a small view of each trial, the rate–distortion plane and the table. */
@NullMarked
package org.latentfx.view.sweep;

import org.jspecify.annotations.NullMarked;
