/** Makes slow motion and the graph of the model a workspace with its commands. */
@NullMarked
package org.latentfx.view.window.slow;

import org.jspecify.annotations.NullMarked;
