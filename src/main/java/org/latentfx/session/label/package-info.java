/** The classes that a conditional model is told, and which of them it is asked for. */
@NullMarked
package org.latentfx.session.label;

import org.jspecify.annotations.NullMarked;
