/** Which kinds of models there are, what each can be asked for and what it is trained by. */
@NullMarked
package org.latentfx.model.kind;

import org.jspecify.annotations.NullMarked;
