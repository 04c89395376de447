/** How a setting goes over a run: the courses of β and of the learning rate, and their texts. */
@NullMarked
package org.latentfx.train.schedule;

import org.jspecify.annotations.NullMarked;
