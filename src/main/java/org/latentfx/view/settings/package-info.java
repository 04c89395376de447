/** The form of the settings, and the health of the run. */
@NullMarked
package org.latentfx.view.settings;

import org.jspecify.annotations.NullMarked;
