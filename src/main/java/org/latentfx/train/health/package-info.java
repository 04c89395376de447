/** What a run's figures say about it, in plain words: judged against anchors that do not depend on the run. */
@NullMarked
package org.latentfx.train.health;

import org.jspecify.annotations.NullMarked;
