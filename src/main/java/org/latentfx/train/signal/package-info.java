/**
 * What one moment of a run tells of its layers: gradients, updates, units and codes. Everything is computed from a
 * frozen moment on a copy of the model, so that training neither waits nor changes.
 */
@NullMarked
package org.latentfx.train.signal;

import org.jspecify.annotations.NullMarked;
