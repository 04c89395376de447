/** The verb that sets our figures beside published ones. */
@NullMarked
package org.latentfx.app.reproduce;

import org.jspecify.annotations.NullMarked;
