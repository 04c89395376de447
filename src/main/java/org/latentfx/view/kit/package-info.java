/** What all views share: painting on pixels, colours, icon buttons, tips, headers, axes, keys. It knows no feature. */
@NullMarked
package org.latentfx.view.kit;

import org.jspecify.annotations.NullMarked;
