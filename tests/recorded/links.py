"""Addresses of the Lab as people keep them: every part of fragment and query, also malformed."""

from typing import Final

FRAGMENTS: Final = [
    "",
    "#model=latch",
    "#model=lanes&example=stairs&step=3&phase=merge",
    *(
        f"#model=lanes&step=2&phase={name}"
        for name in ("signals", "forget", "write", "merge", "output", "nowhere")
    ),
    *(f"#model=lanes&step=1&phase=signals&view={name}" for name in ("box", "pipe", "cell", "row", "sphere")),
    "#model=lanes&step=3&phase=merge&pins=forget:0.25:1,3:3-+output:1::+input:0:2:2-4&unit=2",
    "#model=lanes&step=3&phase=merge&pins=forget:0::-5 input:1:4:",
    "#model=lanes&pins=forget:0.5::+input:2::+door:1::+output:::+input:0.1:x:4-",
    "#model=lanes&step=4&phase=forget&w=f.W.1.2:0.5+g.U.4.4:-3+o.b.2:1e-7+i.p.1:2+f.p.1.2:-0.25",
    "#model=lanes&w=f.W.0.1:1+q.W.1.1:1+f.b.1:x+f.b.1:1e10+f.b.2:1",
    "#model=lanes&step=5&phase=output&gradient=back",
    "#model=lanes&step=5&phase=output&gradient=back&of=12:3",
    "#model=lanes&step=5&phase=output&gradient=back&of=12:",
    "#model=lanes&step=5&phase=output&gradient=back&of=:3",
    "#model=lanes&step=5&gradient=forth&of=0:x",
    *(
        f"#model=lanes&step=1&phase=write&view=cell&light={name}"
        for name in ("forget", "write", "merge", "output")
    ),
    "#model=lanes&light=lamp",
    "#model=recall&step=1&phase=signals&lanes=1,3",
    "#model=recall&step=1&phase=signals&lanes=x,2,0",
    *(f"#model=lanes&step=1&phase=write&valve={letter}" for letter in "figoz"),
    *(f"#model=lanes&step=1&phase=write&hold={name}" for name in ("step", "onward", "all", "ever")),
    *(f"#model=lanes&step=1&phase=write&speed={value}" for value in ("0.5", "1", "2", "4", "9")),
    "#model=latch&x=0.8,1,0;-0.5,0,0;,,&step=2&phase=write",
    "#model=latch&x=0.8,1%252C5,0;a%253Bb%2525,0,0&step=2&phase=write",
    "#model=latch&x=0.8,%E2%88%923,1e-7&names=value,set,reset&step=1&phase=signals",
    "#model=brackets&text=%28a%29%2B%26+%3D%23%252C%E4%B8%AD&step=2&phase=merge",
    "#model=brackets&text=((a)b)&step=6&phase=output",
    "#model=id:0123abcd&layer=1&direction=forward&step=1&phase=signals",
    "#model=id:0123abcd&lstm=2&layer=3&direction=backward&x=1,2;3,4&names=%E4%BB%B7%E6%A0%BC,b%252Cc&step=2&phase=merge",
    "#model=id:0123abcd&layer=0&direction=sideways&text=abc",
    "#step=0&phase=&unit=-2",
    "#step=1e3&unit=01&lanes=&pins=&w=&x=&names=",
    "#nonsense&&&=&%",
    "model=lanes&step=2",
]

QUERIES: Final = [
    "",
    "?present",
    "?present&hide=formulas,timeline&lock&laser",
    "?present&hide=numbers,predictions",
    "?present&hide=walls,timeline",
    "?hide=formulas&lock&laser",
    "?present=1&lock=1",
    "?laser",
]
