/** The rows of the menu that hand the run on, and how far that is. */
@NullMarked
package org.latentfx.view.export;

import org.jspecify.annotations.NullMarked;
