/** The tab Samples: pictures from the prior beside pictures from the aggregate posterior. */
@NullMarked
package org.latentfx.view.samples;

import org.jspecify.annotations.NullMarked;
