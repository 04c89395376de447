/** The list of runs that live side by side. */
@NullMarked
package org.latentfx.view.runs;

import org.jspecify.annotations.NullMarked;
