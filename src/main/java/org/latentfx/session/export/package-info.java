/** Handing the run on to others. */
@NullMarked
package org.latentfx.session.export;

import org.jspecify.annotations.NullMarked;
