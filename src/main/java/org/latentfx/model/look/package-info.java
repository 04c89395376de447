/** What frozen models of some kinds say about pictures. */
@NullMarked
package org.latentfx.model.look;

import org.jspecify.annotations.NullMarked;
