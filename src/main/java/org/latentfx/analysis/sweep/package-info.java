/** What can be said about many models of the same images at once. */
@NullMarked
package org.latentfx.analysis.sweep;

import org.jspecify.annotations.NullMarked;
