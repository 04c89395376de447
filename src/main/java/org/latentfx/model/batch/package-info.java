/** What a step reads: batches of images with their noise, and what is kept of the outputs. */
@NullMarked
package org.latentfx.model.batch;

import org.jspecify.annotations.NullMarked;
