/** Pages that any browser opens without a network: one file each, everything inside. */
@NullMarked
package org.latentfx.io.page;

import org.jspecify.annotations.NullMarked;
