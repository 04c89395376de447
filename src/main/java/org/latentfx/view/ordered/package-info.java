/** Pictures that are drawn value by value, in the order of an autoregressive model. */
@NullMarked
package org.latentfx.view.ordered;

import org.jspecify.annotations.NullMarked;
