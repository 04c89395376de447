/** How good a model's samples are: Fréchet distance, precision, recall, classes, copies. */
@NullMarked
package org.latentfx.analysis.quality;

import org.jspecify.annotations.NullMarked;
