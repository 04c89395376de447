/** Drawings that a person collects into a labelled set. */
@NullMarked
package org.latentfx.session.drawing;

import org.jspecify.annotations.NullMarked;
