/** What makes a network autoregressive: orders, masks, and pictures that are drawn value by value. */
@NullMarked
package org.latentfx.model.autoregressive;

import org.jspecify.annotations.NullMarked;
