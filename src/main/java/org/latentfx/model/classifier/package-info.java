/** A small network that tells classes of images apart: the eyes by which samples are judged. */
@NullMarked
package org.latentfx.model.classifier;

import org.jspecify.annotations.NullMarked;
