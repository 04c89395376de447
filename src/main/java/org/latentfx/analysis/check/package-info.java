/** What figures of a model can never be, whatever the model: if one is, the program has miscalculated. */
@NullMarked
package org.latentfx.analysis.check;

import org.jspecify.annotations.NullMarked;
