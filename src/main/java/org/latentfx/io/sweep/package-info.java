/** The folder of a sweep: its plan, its trials as lines and as a table, the run of each. */
@NullMarked
package org.latentfx.io.sweep;

import org.jspecify.annotations.NullMarked;
