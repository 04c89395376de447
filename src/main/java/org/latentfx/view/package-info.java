/** Nodes: each draws immutable values or binds to the session. */
@NullMarked
package org.latentfx.view;

import org.jspecify.annotations.NullMarked;
